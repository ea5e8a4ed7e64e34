"""`houston import`: a sheet and its pictures, from a terminal or a script, over the public API like any client.

Exit codes: 0 done, 1 it cannot go on (the sentence says why), 2 wrong use, 3 faults in the sheet (nothing was
created), 4 Codex cannot be reached, 130 interrupted. After any of them the same command goes on where it was.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import requests

from houston.cli.telling import Teller, counted, faults_told, files_told
from houston.client.api import CodexClient
from houston.client.bulk_import import BulkImporter, ImportFailed, Wishes
from houston.client.import_plan import ImportPlan, NothingToImport, plan_import
from houston.client.refused import NOT_ANSWERING, Refused
from houston.settings import HoustonSettings
from houston.sheets.foreign.folders import Level
from houston.sheets.unreadable import SheetUnreadable

FAULTS, UNREACHABLE, INTERRUPTED = 3, 4, 130
PARALLEL = 4  # enough to keep a connection and the server's checks of pictures busy
existing = click.Path(exists=True, path_type=Path)


@click.command("import")
@click.argument("sheet", type=existing)
@click.argument("folders", nargs=-1, type=existing)
@click.option("--mapping", help="Apply a saved mapping, by its name.")
@click.option(
    "--map", "maps", multiple=True, metavar="HEADING=TARGET",
    help="Map a column; without TARGET it is kept word for word. May be given several times.",
)  # fmt: skip
@click.option("--save-mapping", metavar="NAME", help="Save the mapping under this name.")
@click.option(
    "--level", "levels", multiple=True, type=click.Choice([str(each) for each in Level]),
    help="Without a sheet: what the folders of the next level stand for, the outermost first.",
)  # fmt: skip
@click.option(
    "--detections",
    multiple=True,
    type=existing,
    help="Results of MegaDetector: bring your own boxes.",
)
@click.option("--project", "projects", multiple=True, help="A project, by name or id.")
@click.option("--name", default="", help="What the import is called; without, after its files.")
@click.option("--species", help="The species of rows that name none.")
@click.option("--utc-offset", help="The offset of times that name none, as +02:00.")
@click.option("--date-order", type=click.Choice(["auto", "day_first", "month_first"]))
@click.option("--visibility", type=click.Choice(["private", "public"]))
@click.option("--approve/--no-approve", default=None, help="Whether the records begin approved.")
@click.option(
    "--commit", "committing", is_flag=True, help="Create the records if there are no errors."
)
@click.option(
    "--faults", "faults_file", type=click.Path(dir_okay=False, path_type=Path),
    help="Write the sheet with its faults in their cells, as .xlsx or .csv.",
)  # fmt: skip
@click.option(
    "--rows", "rows_file", type=click.Path(dir_okay=False, path_type=Path),
    help="Write the records that were created as a sheet, as .xlsx or .csv, that imports again.",
)  # fmt: skip
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document instead of sentences."
)
@click.option(
    "--resume", is_flag=True,
    help="Go on with the open import of this name although the sheet was changed: no picture is sent twice.",
)  # fmt: skip
@click.option("--parallel", default=PARALLEL, show_default=True, type=click.IntRange(1, 16))
@click.option("--url", help="Where Codex answers; without, the one on this machine.")
@click.option("--token", envvar="CODEX_TOKEN", help="An API token (houston user token EMAIL).")
def command(
    sheet: Path,
    folders: tuple[Path, ...],
    maps: tuple[str, ...],
    detections: tuple[Path, ...],
    projects: tuple[str, ...],
    name: str,
    committing: bool,
    faults_file: Path | None,
    rows_file: Path | None,
    as_json: bool,
    url: str | None,
    token: str | None,
    **more: Any,
) -> None:
    """Import SHEET with the pictures in FOLDERS.

    SHEET is an .xlsx or .csv of any kind, Codex's flat keys as JSON, a Camtrap DP package (folder or zip),
    MegaDetector's results, or a folder of pictures that are filed in folders. Without --commit everything is sent
    and checked, and nothing is created.
    """
    if not token:
        raise click.UsageError("Give an API token: --token, or the variable CODEX_TOKEN.")
    targets = dict(map(_target, maps))
    here = url or HoustonSettings().here
    client, teller = CodexClient(here, token), Teller(quiet=as_json)
    importer = BulkImporter(client, teller.say, teller.tell)
    try:
        plan = plan_import(sheet, folders, detections, name)
        wishes = _wishes(client, projects, targets, more)
        sheets = {"faults": faults_file, "rows": rows_file}
        outcome = _run(importer, teller, plan, wishes, committing, sheets)
    except (NothingToImport, ImportFailed, SheetUnreadable, Refused, OSError) as error:
        teller.end()
        _fail(error, as_json)
    except KeyboardInterrupt:
        teller.end()
        click.echo("Interrupted. The same command goes on from here.", err=True)
        sys.exit(INTERRUPTED)
    if as_json:
        click.echo(json.dumps(outcome, ensure_ascii=False, indent=2))
    elif outcome["import"]["state"] not in ("draft", "invalid"):
        click.echo(f"Look at it: {here}/imports/{outcome['import']['id']}")
    sys.exit(FAULTS if outcome["import"]["counts"].get("error") else 0)


def _run(
    importer: BulkImporter,
    teller: Teller,
    plan: ImportPlan,
    wishes: Wishes,
    committing: bool,
    sheets: Mapping[str, Path | None],
) -> dict[str, Any]:
    if plan.left_alone:
        teller.say(f"{len(plan.left_alone)} files are no pictures and are left alone.")
    found = importer.prepare(plan, wishes)
    open_before = found["state"] in ("draft", "invalid")
    if committing and not found["counts"].get("error"):
        found = importer.commit(found)
    for what, target in sheets.items():
        if target is not None:
            teller.say(f"Writing {target} …")
            importer.save_sheet(found, what, target)
    teller.end()
    faults, files = importer.faults(found), importer.files(found)
    for line in (*faults_told(faults), *files_told(files)):
        teller.out(line)
    teller.out(_summary(found, open_before and not committing))
    return {"import": found, "faults": faults, "files": files}


def _summary(found: dict[str, Any], only_checked: bool) -> str:
    counts = found["counts"]
    if errors := counts.get("error"):
        them = "it" if errors == 1 else "them"
        return (
            f"{counted(errors, 'error')}: nothing was created. Correct {them} and run this again."
        )
    if found["state"] in ("draft", "invalid"):
        rows = found["sheet"]["rows"]
        if not rows:
            return "The sheet has headings and no rows, so there is nothing to import."
        warned = f" with {counted(counts['warning'], 'warning')}" if counts.get("warning") else ""
        again = " Run it again with --commit to create the records." if only_checked else ""
        return f"{counted(rows, 'row')} {'is' if rows == 1 else 'are'} fine{warned}.{again}"
    return (
        f"{counted(found['encounters'], 'encounter')} of {counted(found['sightings'], 'sighting')}, "
        f"{counted(sum(found['assets'].values()), 'picture')}, "
        f"{counted(found['individuals'], 'individual')}."
    )


def _wishes(
    client: CodexClient,
    projects: Sequence[str],
    targets: dict[str, str | None],
    more: dict[str, Any],
) -> Wishes:
    body: dict[str, Any] = {
        key: more[key] for key in ("visibility", "approve") if more[key] is not None
    }
    if projects:
        body["projects"] = [_project(client, each) for each in projects]
    options = {
        key: more[key] for key in ("species", "utc_offset", "date_order") if more[key] is not None
    }
    if options:
        body["options"] = options
    return Wishes(
        body,
        more["levels"],
        more["mapping"],
        targets,
        more["save_mapping"],
        more["resume"],
        more["parallel"],
    )


def _project(client: CodexClient, wanted: str) -> str:
    known = list(client.pages("/projects"))
    for each in known:
        if wanted.casefold() in (each["id"], each["name"].casefold()):
            return str(each["id"])
    listed = ", ".join(f"“{each['name']}”" for each in known) or "none"
    raise ImportFailed(f"No project of yours is called “{wanted}”. There are: {listed}.")


def _target(text: str) -> tuple[str, str | None]:
    heading, separator, target = text.rpartition("=")
    if not separator:
        raise click.UsageError(f"--map takes HEADING=TARGET, not “{text}”.")
    return heading.strip(), target.strip() or None


def _fail(error: Exception, as_json: bool) -> None:
    unreachable = isinstance(error, requests.RequestException)
    sentence = NOT_ANSWERING if unreachable else str(error)
    if as_json:
        problem = error.problem if isinstance(error, Refused) else {"detail": sentence}
        click.echo(json.dumps({"problem": dict(problem)}, ensure_ascii=False))
    click.echo(f"Error: {sentence}", err=True)
    sys.exit(UNREACHABLE if unreachable else 1)
