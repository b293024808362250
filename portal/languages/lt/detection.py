"""By what Lithuanian texts are known, also where scans have lost their marks."""

from ..recognition import DetectionProfile
from .words import FUNCTION_WORDS

_ENDINGS = """
    iai iais imo imas imai imu ybe ybes ybiu ose uose yje oms iams iems omis emis aus ius iaus ejo aujama amas ami ama
    tas tos tu ojo osios iju ijos ija ienes iene aite yte damas siu eja ejas ms
"""
PROFILE = DetectionProfile(FUNCTION_WORDS, "ąčęėįšųūž", tuple(_ENDINGS.split()))
