#!/bin/sh
set -e
mysqld_safe --user=mysql &
wait
