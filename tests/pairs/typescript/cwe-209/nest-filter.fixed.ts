import { ArgumentsHost, Catch, ExceptionFilter, Logger } from "@nestjs/common";
import { Response } from "express";

@Catch()
export class AllErrors implements ExceptionFilter {
  private readonly logger = new Logger(AllErrors.name);

  catch(exception: Error, host: ArgumentsHost) {
    this.logger.error(exception);
    const response = host.switchToHttp().getResponse<Response>();
    response.status(500).json({ error: "internal error" });
  }
}
