FROM php:8.3.3-apache
RUN docker-php-ext-install pdo_mysql
COPY . /var/www/html
RUN chown -R www-data:www-data /var/www/html/storage && chmod -R 777 /var/www/html/storage
EXPOSE 8080
USER www-data
CMD ["apache2-foreground"]
