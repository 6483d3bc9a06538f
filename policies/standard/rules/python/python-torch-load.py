import numpy as np
import torch


def weights(path):
    # ruleid: python-torch-load
    first = torch.load(path)
    # ruleid: python-torch-load
    second = torch.load(path, weights_only=False)
    # ruleid: python-torch-load
    return first, second, np.load(path, allow_pickle=True)


def safe(path):
    # ok: python-torch-load
    first = torch.load(path, weights_only=True)
    # ok: python-torch-load
    return first, np.load(path)
