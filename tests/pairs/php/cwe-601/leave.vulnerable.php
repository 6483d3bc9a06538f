<?php

use Symfony\Component\HttpFoundation\RedirectResponse;
use Symfony\Component\HttpFoundation\Request;

class LeaveController
{
    public function leave(Request $request): RedirectResponse
    {
        $target = $request->query->get('target');

        return new RedirectResponse($target);
    }
}
