<?php

use Illuminate\Http\Request;

class NoteController extends Controller
{
    public function destroy(Request $request)
    {
        $name = $request->input('name');
        unlink(storage_path('notes') . '/' . $name . '.txt');

        return back();
    }
}
