<?php

use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;

final class HelloController
{
    public function __invoke(Request $request): Response
    {
        $name = $request->query->get('name', 'you');

        return new Response("<p>Hello $name</p>");
    }
}
