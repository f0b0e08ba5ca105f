"""Given names that are hardly anything but names: borne by many in Sweden, and no word, place or month besides."""

from loftet.sources.free_text.vocabulary import words

GIVEN_NAMES = words("""
    Abbas Abdi Abdirahman Abdullah Abdullahi Adam Adnan Agneta Agnes Ahmad Ahmed Aisha Albert Albin Aleksandar
    Alexander
    Alexandra Alfred Ali Alice Alicia Alma Alva Alvin Amanda Amina Amir Anders Andreas Anette Angelica Anita Ann Anna
    Anne Annelie Annette Annika Anton Arne Arvid Axel Barbro Bengt Benjamin Bertil Birgit Birgitta Birger Bjarne
    Britt Börje Camilla Carina Carl Carolina Caroline Casper Catharina Cecilia Charlie Charlotte Christer Christian
    Christina Christoffer Clara Claes Conny Dagmar Daniel Daniela David Dennis Dragan Ebba Edith Edvin Edward
    Einar Elias
    Elin Elisabet Elisabeth Ella Ellen Ellinor Elliot Elsa Elvira Emelie Emil Emilia Emma Emmy Erik Erika Ester Eva
    Evelina Fadi Fanny Farah Fatima Felicia Felix Filip Fredrik Fredrika Frida Gabriel Gabriella Georg Goran Greta
    Gudrun Gun Gunilla Gunnar Gunnel Gustaf Gustav Göran Gösta Hampus Hanna Hannah Harald Hasan Hassan Hedda
    Helen Helena Helene Henning Henrik Henry Herman Hilda Hugo Hussein Håkan Ibrahim Ida Igor Inger Ingrid
    Ingela Ingemar Ingvar Irene Isabella Isabelle Isak Ismail Ivan Jakob Jamal James Jan Jasmine Jennifer Jenny Jens
    Jesper Jessica Jimmy Joakim Joel Johan Johanna Johannes John Johnny Jonas Jonathan Jonna Jonny Josef Josefin
    Josefine Julia Julian Jörgen Kaj Kajsa Kalle Karin Karl Karolina Katarina Kenneth Kent Kerstin Kevin Khadija
    Khaled
    Kicki Kim Kjell Klas Kristian Kristina Kristoffer Kurt Lars Lasse Leif Lena Lennart Leo Leon Leonardo
    Liam Lilian Lilly Linda Linnea Linnéa Linus Lisa Lisbeth Loke Louise Lovisa Lucas Ludvig Lukas Madeleine
    Magdalena Magnus Mahmoud Maja Malin Manfred Marcus Margareta Margaretha Maria Marianne Marie Marika Markus Marta
    Martin Martina Mathias Matilda Mats Mattias Melker Melvin Michael Michelle Mikael Milan Milena Milton Miriam Moa
    Mohamad Mohamed Mohammad Mohammed Moha Mona Monica Monika Muhammad Mustafa Märta Måns Nadia Natalie Nathalie
    Nellie
    Niklas Nicklas Nils Nina Noah Noel Nora Ola Olav Oliver Olivia Olle Olof Olov Omar Oscar Osama Oskar Osman Ove
    Patrik Patrick Paula Pernilla Pelle Peter Petra Petter Pia Pontus Rasmus Rebecka Reza Ricky Rickard Rikard Robert
    Robin Roffe Roger Roland Rolf Ronja Ronny Rune Sabina Samir Samira Samuel Sandra Sara Sarah Selma
    Sebastian Signe Sigrid Simon Sixten Sofia Sofie Solveig Sonja Stefan Stella Stina Sture Susanna Susanne
    Svante Sven
    Svetlana Tage Tamara Tariq Teodor Terese Theo Theodor Theresia Thomas Therese Tilda Tilde Tobias Tomas Tommy Tony
    Torbjörn Tore Torsten Tove Tuva Tyra Ulf Ulla Ulrika Valter Vanja Veronica Veronika Victor Victoria Vidar
    Viktor Viktoria Vilgot Vilhelm Vincent Vlado Walter Wilhelm Wille William Wilma Yasmin Yasin Yousef Youssef Yusuf
    Yvonne Zahra Zainab Zeynep Zlatan Åke Åsa Örjan Östen
""")
