<?php

use Illuminate\Http\Request;

class NoteController extends Controller
{
    public function destroy(Request $request)
    {
        $name = $request->input('name');
        abort_unless(ctype_alnum($name), 404);
        unlink(storage_path('notes') . '/' . $name . '.txt');

        return back();
    }
}
