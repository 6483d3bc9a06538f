FROM quay.io/jupyter/scipy-notebook:2024-03-14
COPY --chown=1000:100 notebooks /home/jovyan/work
WORKDIR /home/jovyan/work
EXPOSE 8888
USER 1000
CMD ["start-notebook.py", "--NotebookApp.token=''", "--NotebookApp.password=''"]
