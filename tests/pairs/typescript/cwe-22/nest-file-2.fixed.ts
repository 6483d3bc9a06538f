import { Controller, Get, Param, ParseUUIDPipe, StreamableFile } from '@nestjs/common';
import { createReadStream } from 'fs';
import { join } from 'path';

@Controller('invoices')
export class InvoiceController {
  @Get(':id')
  get(@Param('id', ParseUUIDPipe) id: string): StreamableFile {
    return new StreamableFile(createReadStream(join(process.cwd(), 'invoices', `${id}.pdf`)));
  }
}
