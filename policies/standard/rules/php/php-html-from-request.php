<?php
// ruleid: php-html-from-request
echo $_GET['name'];
// ruleid: php-html-from-request
echo 'hello ' . $_POST['name'];
// ok: php-html-from-request
echo htmlspecialchars($_GET['name']);
// ok: php-html-from-request
echo 'hello';
