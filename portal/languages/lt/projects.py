"""What projects, their numbers and indicators are called, and the codes of the country's funds."""

from ..recognition import ProjectRules

PROJECTS = ProjectRules(
    project=r"projekt\w*",
    agreement=r"sutart\w*",
    numbered=r"kod\w*|nr|numer\w*",
    number=r"nr|kodas|numeris",
    about=r"projekt|dotacij",
    funds=r"EEE|ESFA|CPVA|LVPA|APVA|VP\d|BPD|LT\d\d|LLI|VRM|SADM|MRK|ŠMM|SMM",
    eea_codes="EEE",
    programmes=(
        (r"norvegijos finansini\w+ mechanizm\w+", ""),
        (r"\beee(?: ir norvegijos)? finansini\w+ mechanizm\w+", ""),
        (r"programa „?horizontas", ""),
        (r"europos socialini\w+ fond\w+", ""),
    ),
    indicator=r"rodikl\w*",
    result=r"veikl\w*|rezultat\w*",
)
