"""What projects, their numbers and indicators are called."""

from ..recognition import ProjectRules

PROJECTS = ProjectRules(
    project="project",
    agreement="grant|contract|agreement",
    numbered="code|no|number",
    number="no|code|number",
    about="project|grant",
    programmes=(
        ("norwegian financial mechanism|norway grants", ""),
        (r"\beea (?:grants|financial mechanism)", ""),
        (r"\bhorizon (?:europe|2020)\b", ""),
        ("european social fund(?: plus)?", ""),
    ),
    indicator=r"indicator\w*",
    result=r"activity|result\w*",
)
