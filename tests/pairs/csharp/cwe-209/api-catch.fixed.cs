using System;
using Microsoft.AspNetCore.Mvc;

public class StockController : ControllerBase
{
    [HttpGet("{id}")]
    public IActionResult Get(int id)
    {
        try
        {
            return Ok(Load(id));
        }
        catch (Exception)
        {
            return StatusCode(500, "internal error");
        }
    }
}
