<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;
use Illuminate\Support\Facades\DB;

class ProductController extends Controller
{
    public function search(Request $request)
    {
        $rows = DB::select("SELECT * FROM products WHERE name LIKE '%" . $request->name . "%'");
        return response()->json($rows);
    }
}
