<?php

class WebhookTester
{
    public function ping(): bool
    {
        $handle = curl_init();
        curl_setopt($handle, CURLOPT_URL, $_REQUEST['target']);
        curl_setopt($handle, CURLOPT_RETURNTRANSFER, true);
        curl_setopt($handle, CURLOPT_TIMEOUT, 5);
        $answer = curl_exec($handle);
        curl_close($handle);
        return $answer !== false;
    }
}
