#!/bin/sh
set -e
mysqld_safe --skip-grant-tables --user=mysql &
wait
