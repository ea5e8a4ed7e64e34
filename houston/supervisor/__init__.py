"""How does one command run the whole house? It starts each process, keeps it up, and stops all of them together."""

from houston.supervisor.installation import Installation, InstallationBusy, PortTaken
from houston.supervisor.supervisor import Supervisor, SupervisorFailed

__all__ = ["Installation", "InstallationBusy", "PortTaken", "Supervisor", "SupervisorFailed"]
