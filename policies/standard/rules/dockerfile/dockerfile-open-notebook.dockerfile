# ruleid: dockerfile-open-notebook
CMD jupyter lab --ip=0.0.0.0 --ServerApp.token=''
# ruleid: dockerfile-open-notebook
CMD ["jupyter", "notebook", "--NotebookApp.token="]
# ok: dockerfile-open-notebook
CMD jupyter lab --ip=0.0.0.0
# ok: dockerfile-open-notebook
CMD ["jupyter", "lab", "--ServerApp.token=$TOKEN"]
