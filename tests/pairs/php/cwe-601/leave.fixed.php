<?php

use Symfony\Component\HttpFoundation\RedirectResponse;
use Symfony\Component\HttpFoundation\Request;

class LeaveController
{
    public function leave(Request $request): RedirectResponse
    {
        $target = $request->query->get('target');

        if (!in_array($target, ['/help', '/news'], true)) {
            $target = '/';
        }

        return new RedirectResponse($target);
    }
}
