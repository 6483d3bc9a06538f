#!/bin/bash
set -eu
tar -cz /srv/data | openssl enc -aes-256-cbc -pbkdf2 -pass file:/run/secrets/backup-key -out /backup/data.enc
