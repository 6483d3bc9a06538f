import { CanActivate, ExecutionContext, Injectable } from "@nestjs/common";
import * as jwt from "jsonwebtoken";

@Injectable()
export class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest();
    const token: string = request.headers.authorization;
    request.user = jwt.verify(token, process.env.JWT_SECRET!, { algorithms: ["HS256"] }) as object;
    return true;
  }
}
