def to_table(rows):
    lines = ["<table>"]
    for row in rows:
        cells = "".join(f"<td>{value}</td>" for value in row)
        lines.append(f"<tr>{cells}</tr>")
    lines.append("</table>")
    return "\n".join(lines)
