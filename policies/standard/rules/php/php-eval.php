<?php
// ruleid: php-eval
eval($name);
// ruleid: php-eval
eval($_POST['code']);
// ok: php-eval
eval('return 1;');
// ok: php-eval
assert($name > 0);
