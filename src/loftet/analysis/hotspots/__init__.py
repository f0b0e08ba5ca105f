"""Places and hours: where and when incidents gather, how sure that is, and when a map can tell nothing."""

from loftet.analysis.hotspots.autocorrelation import Autocorrelation, geary, general_g, moran
from loftet.analysis.hotspots.evidence import Reason
from loftet.analysis.hotspots.hours_of_week import HoursOfWeek, hours_of_week
from loftet.analysis.hotspots.kernel_density import DensityMap, kernel_density, kernel_density_at, scott_bandwidth
from loftet.analysis.hotspots.local_association import LocalAssociation, local_g, local_moran
from loftet.analysis.hotspots.near_repeat import KnoxResult, NearRepeatTable, knox_test, near_repeat_table
from loftet.analysis.hotspots.neighbours import Neighbours, given_neighbours, nearest_neighbours, neighbours_within
from loftet.analysis.hotspots.points import Window
from loftet.analysis.hotspots.scan import Cluster, ScanResult, scan_statistic, space_time_scan

__all__ = [
    "Autocorrelation",
    "Cluster",
    "DensityMap",
    "HoursOfWeek",
    "KnoxResult",
    "LocalAssociation",
    "NearRepeatTable",
    "Neighbours",
    "Reason",
    "ScanResult",
    "Window",
    "geary",
    "general_g",
    "given_neighbours",
    "hours_of_week",
    "kernel_density",
    "kernel_density_at",
    "knox_test",
    "local_g",
    "local_moran",
    "moran",
    "near_repeat_table",
    "nearest_neighbours",
    "neighbours_within",
    "scan_statistic",
    "scott_bandwidth",
    "space_time_scan",
]
