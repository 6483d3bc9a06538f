crontab -l > /tmp/mycron
echo "0 3 * * * /usr/local/bin/backup" >> /tmp/mycron
crontab /tmp/mycron
rm /tmp/mycron
