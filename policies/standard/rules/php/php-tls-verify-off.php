<?php
// ruleid: php-tls-verify-off
curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, false);
// ruleid: php-tls-verify-off
curl_setopt($curl, CURLOPT_SSL_VERIFYHOST, 0);
// ok: php-tls-verify-off
curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, true);
// ok: php-tls-verify-off
curl_setopt($curl, CURLOPT_SSL_VERIFYHOST, 2);
