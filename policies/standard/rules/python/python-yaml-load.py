import yaml


def settings(text):
    # ruleid: python-yaml-load
    first = yaml.load(text)
    # ruleid: python-yaml-load
    second = yaml.load(text, Loader=yaml.Loader)
    # ruleid: python-yaml-load
    third = yaml.unsafe_load(text)
    return first, second, third


def safe(text):
    # ok: python-yaml-load
    first = yaml.safe_load(text)
    # ok: python-yaml-load
    second = yaml.load(text, Loader=yaml.SafeLoader)
    # ok: python-yaml-load
    return first, second, yaml.load(text, yaml.CSafeLoader)


def round_trip(text):
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe")
    # ok: python-yaml-load
    return yaml.load(text)
