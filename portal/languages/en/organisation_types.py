"""Words that say what kind of body a name is of, and legal forms."""

_TYPES = """
    academy administration agency archive archives association authority bank board bureau center centre chamber
    church club college commission committee commune community council department directorate embassy faculty
    federation forum foundation fund gallery gymnasium headquarters home hospital inspectorate institute institution
    laboratory library ministry municipality museum network office organisation organization parliament police
    school service society station theatre theater union university
"""
TYPES = frozenset(_TYPES.split())
# Those that end a name also without a capital letter: `Druskininkai municipality`.
_IN_LOWER_CASE = """
    academy association associations college gymnasium hospital library ministry municipality museum school theatre
    university
"""
TYPES_IN_LOWER_CASE = frozenset(_IN_LOWER_CASE.split())
LEGAL_FORMS = ("Public Institution",)
