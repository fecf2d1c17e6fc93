"""Answers one SELECT in a process of its own that owns nothing else. Started by path: it imports no other part of us.

It loads one table, then closes every door (files, network, settings, memory, processor time) before it reads the
statement that a person wrote. One line of JSON comes in, one line says that the table is loaded, one is the answer.
"""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import duckdb

TABLE_FUNCTIONS = frozenset({"range", "generate_series", "unnest"})
_SETTINGS = ("current_setting", "set_config", "getvariable", "getenv", "nextval", "currval", "write_log")
_FILES = ("read_", "parquet_", "sniff_", "glob", "iceberg_", "delta_", "sqlite_", "postgres_", "mysql_", "st_read")
_KINDS = {
    "COPY": "COPY writes or reads files; nothing here may.",
    "EXPORT": "EXPORT writes files; nothing here may.",
    "ATTACH": "ATTACH opens another database; there is only this file.",
    "DETACH": "There is only this file, so nothing can be detached.",
    "LOAD": "Extensions are neither installed nor loaded here.",
    "SET": "Settings are locked.",
    "PRAGMA": "PRAGMA changes or shows settings, which are locked.",
    "CALL": "CALL runs functions that may change things; only SELECT is possible.",
    "CREATE": "Nothing can be created here; a WITH clause names a step of a SELECT.",
    "EXPLAIN": "EXPLAIN is not possible here; only SELECT is.",
    "MULTI": "PIVOT as a statement is not possible here; use sum(…) FILTER (WHERE …) for each column.",
}
_FETCH = 100
_SLACK = 256 << 20

Answer = dict[str, Any]


class Refusal(Exception):
    """A statement that is not run; its sentence, the way out, and where it begins."""

    def __init__(self, sentence: str, hint: str = "", position: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.hint, self.position = sentence, hint, position


def main() -> None:
    order = json.loads(sys.stdin.buffer.readline())
    con = locked(order)
    _bounded(order["memory_mb"], order["seconds"])
    _say({"ready": True})
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    try:
        answer = ask(con, order["sql"], order["rows"], order["cell"], order["answer_bytes"])
    except Refusal as refused:
        answer = {"refused": refused.sentence, "hint": refused.hint, "position": refused.position}
    except duckdb.Error as error:
        answer = told(error, order["sql"])
    except MemoryError:
        answer = {"memory": True}
    _say(answer)
    os._exit(0)


def _say(message: Answer) -> None:
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n")
    sys.stdout.buffer.flush()


def _leave_with_parent() -> None:
    """The pipe ends when the server does, however it does."""
    os.read(0, 1)
    os._exit(3)


def locked(order: Answer) -> duckdb.DuckDBPyConnection:
    """A database that holds table `data` and can reach nothing any more."""
    con = duckdb.connect(":memory:", config={"threads": 2, "memory_limit": f"{order['memory_mb']}MB"})
    con.execute("SET enable_progress_bar = false")
    con.execute("SET temp_directory = ''")
    # The names of the columns were written by us as SQL names; the path is a value.
    con.execute(f"CREATE TABLE data AS SELECT {order['columns']} FROM read_parquet($path)", {"path": order["path"]})
    for setting in (
        "python_enable_replacements = false",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "allow_community_extensions = false",
        "errors_as_json = true",
        "enable_external_access = false",
        f"max_execution_time = {int(order['seconds'] * 1000)}",
        "lock_configuration = true",
    ):
        con.execute(f"SET {setting}")
    return con


def _bounded(memory_mb: int, seconds: float) -> None:
    """What the database does not bound, the system does: one scalar call is neither interrupted nor accounted."""
    if sys.platform == "win32":
        return
    import resource

    def limit(kind: int, most: int) -> None:
        resource.setrlimit(kind, (most, most))

    limit(resource.RLIMIT_CPU, int(seconds * 4) + 10)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as pages:
            now = int(pages.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        limit(resource.RLIMIT_AS, now + (memory_mb << 20) + _SLACK)


def ask(con: duckdb.DuckDBPyConnection, sql: str, most_rows: int, cell: int, most_bytes: int) -> Answer:
    """The answer to one SELECT, cut to the limits."""
    allowed(con, sql)
    result = con.execute(sql)
    described = result.description or []
    names = [str(entry[0]) for entry in described]
    numeric = [_is_number(str(entry[1])) for entry in described]
    rows: list[list[object]] = []
    size, cut = 0, False
    while True:
        found = result.fetchmany(_FETCH)
        for row in found:
            cells = [_cell(value, cell) for value in row]
            cut = cut or any(shortened for _, shortened in cells)
            size += sum(len(value) if isinstance(value, str) else 8 for value, _ in cells)
            if len(rows) == most_rows or size > most_bytes:
                return {"names": names, "numeric": numeric, "rows": rows, "more": True, "cut": cut}
            rows.append([value for value, _ in cells])
        if not found:
            return {"names": names, "numeric": numeric, "rows": rows, "more": False, "cut": cut}


def _is_number(kind: str) -> bool:
    return kind in ("NUMBER", "Number") or kind.split("(")[0] in (
        *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
        *("UHUGEINT", "FLOAT", "DOUBLE", "DECIMAL"),
    )


def _cell(value: object, longest: int) -> tuple[object, bool]:
    """A value that JSON can carry, and whether it was cut."""
    if value is None or isinstance(value, bool | int):
        return value, False
    if isinstance(value, float):
        return (value, False) if value - value == 0 else (str(value), False)
    if isinstance(value, Decimal):
        return (int(value) if value == value.to_integral_value() else float(value)), False
    text = value if isinstance(value, str) else str(value)
    return (text, False) if len(text) <= longest else (text[:longest] + "…", True)


def allowed(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Refuse all but one SELECT on the table `data`. The locks hold without this; it gives the reason in words."""
    statements = con.extract_statements(sql)
    if not statements:
        raise Refusal("There is no statement yet.", "Write a SELECT, for example: SELECT * FROM data LIMIT 20")
    if len(statements) > 1:
        raise Refusal(
            f"These are {len(statements)} statements; one SELECT can be run at a time.", "Remove the semicolon."
        )
    kind = _kind(statements[0])
    if kind != "SELECT":
        sentence = _KINDS.get(kind, "This is no SELECT, and would change something.")
        raise Refusal(sentence, "Only SELECT can be run: the file itself is never changed.")
    for node in _nodes(_tree(con, sql)):
        _check(node)


def _kind(statement: duckdb.Statement) -> str:
    """The kind of a statement; a kind that the library itself has no name for is none of ours either."""
    try:
        return str(statement.type.name)
    except ValueError:
        return "OTHER"


def _tree(con: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    parsed: Answer = json.loads(con.execute("SELECT json_serialize_sql($sql::VARCHAR)", {"sql": sql}).fetchall()[0][0])
    if parsed.get("error"):
        raise Refusal("This form of a query is not possible here.", "Write it as a plain SELECT.")
    names = frozenset(
        entry["key"].casefold() for node in _nodes(parsed) if "cte_map" in node for entry in node["cte_map"]["map"]
    )
    for node in _nodes(parsed):
        if node.get("type") == "BASE_TABLE":
            node["known"] = names
    return parsed


def _nodes(tree: object) -> Iterator[Answer]:
    """Every object of the parsed statement, without recursion: statements may be nested deeply."""
    waiting: list[object] = [tree]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            yield here
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)


def _check(node: Answer) -> None:
    checks: dict[str, Callable[[Answer], None]] = {
        "BASE_TABLE": _check_table,
        "TABLE_FUNCTION": _check_table_function,
        "FUNCTION": _check_function,
        "SHOW_REF": _check_show,
    }
    check = checks.get(str(node.get("type", "")))
    if check is not None:
        check(node)


def _at(node: Answer) -> int | None:
    place = node.get("query_location")
    return place if isinstance(place, int) and place < 1 << 40 else None


def _check_table(node: Answer) -> None:
    name = str(node.get("table_name", ""))
    elsewhere = node.get("schema_name") or node.get("catalog_name")
    if elsewhere or name.casefold() not in {"data", *node["known"]}:
        shown = ".".join(part for part in (node.get("catalog_name"), node.get("schema_name"), name) if part)
        looks_like_file = "/" in name or "\\" in name or "." in name
        sentence = "Files cannot be read here" if looks_like_file else "There is no such table here"
        raise Refusal(f"{sentence}: “{shown}”.", "The only table is called data: it is the file above.", _at(node))


def _check_table_function(node: Answer) -> None:
    function = node.get("function") or {}
    name = str(function.get("function_name", ""))
    if name.casefold() not in TABLE_FUNCTIONS:
        raise Refusal(*_not_run(name), _at(function) if _at(function) is not None else _at(node))


def _check_function(node: Answer) -> None:
    name = str(node.get("function_name", ""))
    low = name.casefold()
    if low in _SETTINGS or low.startswith(("duckdb_", "pg_", "pragma_", *_FILES)):
        raise Refusal(*_not_run(name), _at(node))


def _not_run(name: str) -> tuple[str, str]:
    low = name.casefold()
    if low.startswith(_FILES):
        return f"{name} reads files, and files cannot be read here.", "The only table is called data."
    if low in _SETTINGS or low.startswith(("duckdb_", "pragma_", "pg_")):
        return f"{name} shows settings or surroundings, which are closed here.", "Ask about the table data."
    return f"{name} is not possible here as a table.", "Tables are data, range(…), generate_series(…) and unnest(…)."


def _check_show(node: Answer) -> None:
    if node.get("query") is None:
        raise Refusal("SHOW lists what is around; there is only one table.", "DESCRIBE data lists its columns.")


def told(error: duckdb.Error, sql: str) -> Answer:
    """The database's own message without its decoration, with the place in the statement."""
    text = str(error)
    start = text.find("{")
    try:
        parts: Answer = json.loads(text[start:]) if start >= 0 else {}
    except json.JSONDecodeError:
        parts = {}
    message = str(parts.get("exception_message", text.split("\n", 1)[0]))
    kind = str(parts.get("exception_type", type(error).__name__))
    if kind == "INTERRUPT":
        return {"time": True}
    if "Out of Memory" in kind or "out of memory" in message.lower() or "Failed to allocate" in message:
        return {"memory": True}
    place = parts.get("position")
    position = len(sql.encode()[: int(place)].decode("utf-8", "ignore")) if place is not None else None
    sentence, hint = _sentence(parts, message)
    return {"refused": sentence, "hint": hint, "position": position}


def _sentence(parts: Answer, message: str) -> tuple[str, str]:
    """The commonest mistakes in plain words; all others as the database says them, without shouting."""
    subtype, candidates = parts.get("error_subtype"), str(parts.get("candidates", ""))
    closest = f"Closest: {candidates}." if candidates else ""
    if subtype == "COLUMN_NOT_FOUND":
        return f"There is no column “{parts.get('name', '')}”.", closest or "DESCRIBE data lists the columns."
    if subtype == "MISSING_ENTRY":
        return f"There is no {str(parts.get('type', 'entry')).lower()} “{parts.get('name', '')}”.", closest
    if subtype == "SYNTAX_ERROR":
        near = message.partition("at or near ")[2].strip('"')
        return f"The statement cannot be read near “{near}”." if near else "The statement cannot be read.", ""
    if "pytz" in message:
        return "Moments with a time zone cannot be shown.", "Write CAST(… AS TIMESTAMP) or CAST(… AS VARCHAR)."
    first, _, rest = message.partition("\n")
    return first.replace("!", "."), " ".join(rest.split()).replace("!", ".")


if __name__ == "__main__":
    main()
