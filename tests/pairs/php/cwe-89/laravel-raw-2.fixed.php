<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;
use Illuminate\Support\Facades\DB;

class ProductController extends Controller
{
    public function index(Request $request)
    {
        $sort = in_array($request->input('sort'), ['name', 'price'], true) ? $request->input('sort') : 'name';
        $products = DB::table('products')->orderByDesc($sort)->get();

        return view('products.index', compact('products'));
    }
}
