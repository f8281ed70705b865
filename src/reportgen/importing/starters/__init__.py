"""What `reportgen new` begins with: the files of a project, as functions of the answers that a person gave.

For the commands `new` and `init`; nothing here is needed by a build.
"""

from .project import Answers, project_files

__all__ = ["Answers", "project_files"]
