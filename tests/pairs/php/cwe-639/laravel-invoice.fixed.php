<?php

class InvoiceController extends Controller
{
    public function show(Request $request, int $id)
    {
        $invoice = $request->user()->invoices()->findOrFail($id);
        return view('invoice', ['invoice' => $invoice]);
    }
}
