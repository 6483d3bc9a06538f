import html


def to_table(rows):
    lines = ["<table>"]
    for row in rows:
        cells = "".join(f"<td>{html.escape(str(value))}</td>" for value in row)
        lines.append(f"<tr>{cells}</tr>")
    lines.append("</table>")
    return "\n".join(lines)
