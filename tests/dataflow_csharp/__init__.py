"""Tests of `gateway.dataflow.csharp` and of what is known of C#."""
