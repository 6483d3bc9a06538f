import graphene
import requests


class NotifyPartner(graphene.Mutation):
    class Arguments:
        endpoint = graphene.String(required=True)
        order_id = graphene.ID(required=True)

    ok = graphene.Boolean()

    def mutate(root, info, endpoint, order_id):
        if not info.context.user.is_authenticated:
            raise PermissionError("log in first")
        answer = requests.post(endpoint, json={"order": order_id}, timeout=5)
        return NotifyPartner(ok=answer.ok)
