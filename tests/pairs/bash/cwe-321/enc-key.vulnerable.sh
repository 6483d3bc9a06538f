#!/bin/bash
set -eu
tar -cz /srv/data | openssl enc -aes-256-cbc -pbkdf2 -pass pass:Vn4Lq9RtKc2YbX7z -out /backup/data.enc
