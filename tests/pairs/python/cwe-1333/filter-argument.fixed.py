import re

import click


@click.command()
@click.option("--path")
@click.option("--pattern")
def scan(path, pattern):
    with open(path) as stream:
        for line in stream:
            if re.match("(?:[^a]*a){1,25}" + re.escape(pattern), line):
                click.echo(line)
