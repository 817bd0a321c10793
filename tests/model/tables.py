"""The tables of a markdown page, each found by the heading of its first column."""


def cells(line):
    return [cell.strip() for cell in line.strip()[1:-1].split("|")]


def read_tables(text):
    """{first heading: [{heading: cell}, ...]}"""
    tables = {}
    headings = None
    for line in text.splitlines():
        if not line.startswith("|"):
            headings = None
        elif headings is None:
            headings = cells(line)
            if headings[0] in tables:
                raise ValueError(f"two tables begin with '{headings[0]}'")
            rows = tables[headings[0]] = []
        elif not line.startswith("|---"):
            row = cells(line)
            if len(row) != len(headings):
                raise ValueError(f"{len(row)} cells under {len(headings)} headings: {line[:60]}")
            rows.append(dict(zip(headings, row)))
    return tables
