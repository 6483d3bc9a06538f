<?php

class ProfileController
{
    public function update(): void
    {
        $name = '';
        $city = '';
        extract($_POST);
        save_profile(current_member(), $name, $city);
    }
}
