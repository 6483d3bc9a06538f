<?php

class ProfileController
{
    public function update(): void
    {
        $name = $_POST['name'];
        $city = $_POST['city'];
        save_profile(current_member(), $name, $city);
    }
}
