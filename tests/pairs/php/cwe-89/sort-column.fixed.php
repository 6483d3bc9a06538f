<?php

use Illuminate\Http\Request;

class ProductController extends Controller
{
    public function index(Request $request)
    {
        $column = $request->input('sort', 'name');
        return Product::query()->orderByDesc(in_array($column, ['name', 'price'], true) ? $column : 'name')->paginate(20);
    }
}
