import { Controller, Post, Body } from "@nestjs/common";
import axios from "axios";

@Controller("avatars")
export class AvatarController {
  @Post("import")
  async importAvatar(@Body() body: { pictureUrl: string }) {
    const { data } = await axios.get(body.pictureUrl, { responseType: "arraybuffer" });
    return { size: data.length };
  }
}
