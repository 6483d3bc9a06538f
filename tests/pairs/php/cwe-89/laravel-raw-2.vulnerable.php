<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;
use Illuminate\Support\Facades\DB;

class ProductController extends Controller
{
    public function index(Request $request)
    {
        $products = DB::table('products')->orderByRaw($request->input('sort') . ' desc')->get();

        return view('products.index', compact('products'));
    }
}
