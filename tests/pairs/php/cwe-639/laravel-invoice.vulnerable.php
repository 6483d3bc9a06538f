<?php

class InvoiceController extends Controller
{
    public function show(Request $request, int $id)
    {
        $invoice = Invoice::findOrFail($id);
        return view('invoice', ['invoice' => $invoice]);
    }
}
