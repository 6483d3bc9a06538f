<?php

use Illuminate\Http\Request;

class ProductController extends Controller
{
    public function index(Request $request)
    {
        $column = $request->input('sort', 'name');
        return Product::query()->orderByRaw($column . ' desc')->paginate(20);
    }
}
